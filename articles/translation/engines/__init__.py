"""The engines that translate: services reached over the network, and a model on this machine."""
