"""Pictures: values in, plain shapes out. Templates in templates/pictures/ draw them."""
