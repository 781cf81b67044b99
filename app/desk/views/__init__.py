"""The pages that gather from many slices, and what machines ask of an installation."""
