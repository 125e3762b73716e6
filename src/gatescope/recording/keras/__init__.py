"""Recording a Keras model: all that needs to know Keras' layers."""
