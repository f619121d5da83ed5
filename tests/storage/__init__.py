"""The store on real files: what goes in comes out, whole or not at all."""
