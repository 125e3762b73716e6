"""Recording an ONNX model: all that needs ONNX Runtime."""
