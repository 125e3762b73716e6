"""Recording and editing PyTorch's recurrent layers while a model runs.

Imported only when a model is recorded or edited: everything here needs PyTorch.
"""
