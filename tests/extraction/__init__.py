"""Reading, extraction and their labelled cases."""
