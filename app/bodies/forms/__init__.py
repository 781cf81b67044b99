"""What bodies are read from: reviewed files of the product, and what people post."""
