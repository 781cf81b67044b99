"""Every change to bodies and to what they have before them."""
