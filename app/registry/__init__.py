"""The register of things: facilities, operators, developers, models, runs, accelerator types."""
