"""The English pane: whose English stands beside the German, and how it is asked for."""
