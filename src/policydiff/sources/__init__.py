"""READ: git revisions, folders and YAML files become catalogues, and catalogues become files again."""
