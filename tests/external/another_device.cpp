// A device for PyTorch that is not the CPU, for tests on machines that have no other: its memory is
// the CPU's and its kernels are the CPU's, but a tensor on it is no array of NumPy's and meets none
// of the CPU's.

#include <ATen/ATen.h>
#include <ATen/EmptyTensor.h>
#include <ATen/detail/PrivateUse1HooksInterface.h>
#include <ATen/native/CPUFallback.h>
#include <ATen/ops/_reshape_alias_native.h>
#include <ATen/ops/as_strided_native.h>
#include <ATen/ops/resize_native.h>
#include <ATen/ops/set_native.h>
#include <ATen/ops/view_native.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>
#include <c10/core/impl/alloc_cpu.h>
#include <torch/library.h>

namespace {

using at::IntArrayRef;
using at::Tensor;
using std::optional;

constexpr auto TYPE = c10::DeviceType::PrivateUse1;
const c10::DispatchKeySet KEYS{c10::DispatchKey::PrivateUse1};

struct Guard final : c10::impl::DeviceGuardImplInterface {
  c10::DeviceType type() const override { return TYPE; }
  c10::Device exchangeDevice(c10::Device) const override { return only(); }
  c10::Device getDevice() const override { return only(); }
  void setDevice(c10::Device) const override {}
  void uncheckedSetDevice(c10::Device) const noexcept override {}
  c10::Stream getStream(c10::Device) const override { return stream(); }
  c10::Stream exchangeStream(c10::Stream) const override { return stream(); }
  c10::DeviceIndex deviceCount() const noexcept override { return 1; }

 private:
  static c10::Device only() { return {TYPE, 0}; }
  static c10::Stream stream() { return c10::Stream(c10::Stream::DEFAULT, only()); }
};

struct Memory final : c10::Allocator {
  c10::DataPtr allocate(size_t size) override {
    void* found = size ? c10::alloc_cpu(size) : nullptr;
    return {found, found, &c10::free_cpu, {TYPE, 0}};
  }
  c10::DeleterFnPtr raw_deleter() const override { return &c10::free_cpu; }
  void copy_data(void* to, const void* from, size_t size) const override {
    default_copy_data(to, from, size);
  }
};

struct Hooks final : at::PrivateUse1HooksInterface {
  bool hasPrimaryContext(c10::DeviceIndex) const override { return true; }
};

Memory memory;
Hooks hooks;
const bool IS_REGISTERED = (at::RegisterPrivateUse1HooksInterface(&hooks), true);

Tensor empty(IntArrayRef sizes, optional<at::ScalarType> dtype, optional<at::Layout>,
             optional<at::Device>, optional<bool>, optional<at::MemoryFormat> format) {
  return at::detail::empty_generic(sizes, &memory, KEYS, c10::dtype_or_default(dtype), format);
}

Tensor empty_strided(IntArrayRef sizes, IntArrayRef strides, optional<at::ScalarType> dtype,
                     optional<at::Layout>, optional<at::Device>, optional<bool>) {
  return at::detail::empty_strided_generic(sizes, strides, &memory, KEYS,
                                           c10::dtype_or_default(dtype));
}

Tensor on_cpu(const Tensor& own) {
  return at::from_blob(own.data_ptr(), own.sizes(), own.strides(), own.options().device(c10::kCPU));
}

Tensor copy_from(const Tensor& from, const Tensor& to, bool) {
  if (from.numel()) on_cpu(to).copy_(on_cpu(from));
  return to;
}

Tensor copy_from_and_resize(const Tensor& from, const Tensor& to) {
  to.resize_(from.sizes());
  return copy_from(from, to, false);
}

Tensor as_strided(const Tensor& own, IntArrayRef sizes, IntArrayRef strides, optional<int64_t> at) {
  return at::native::as_strided_tensorimpl(own, sizes, strides, at);
}

Tensor plus(const Tensor& sum, const optional<Tensor>& bias) {
  return bias && bias->defined() ? sum + *bias : sum;
}

// A step of each, which PyTorch leaves to a device. The last value serves the backward pass.

std::tuple<Tensor, Tensor, Tensor> lstm_step(const Tensor& of_x, const Tensor& of_h,
                                             const Tensor& c_prev, const optional<Tensor>& bias_x,
                                             const optional<Tensor>& bias_h) {
  const auto parts = plus(plus(of_x + of_h, bias_x), bias_h).chunk(4, 1);
  const auto i = parts[0].sigmoid(), f = parts[1].sigmoid();
  const auto g = parts[2].tanh(), o = parts[3].sigmoid();
  const auto c = f * c_prev + i * g;
  return {o * c.tanh(), c, at::cat({i, f, g, o}, 1)};
}

std::tuple<Tensor, Tensor> gru_step(const Tensor& of_x, const Tensor& of_h, const Tensor& h_prev,
                                    const optional<Tensor>& bias_x,
                                    const optional<Tensor>& bias_h) {
  const auto x = plus(of_x, bias_x).chunk(3, 1), h = plus(of_h, bias_h).chunk(3, 1);
  const auto r = (x[0] + h[0]).sigmoid(), z = (x[1] + h[1]).sigmoid();
  const auto n = (x[2] + r * h[2]).tanh();
  return {n + z * (h_prev - n), at::cat({r, z, n, h_prev, h[2]}, 1)};
}

void on_cpu_instead(const c10::OperatorHandle& operation, torch::jit::Stack* stack) {
  at::native::cpu_fallback(operation, stack);
}

}  // namespace

C10_REGISTER_GUARD_IMPL(PrivateUse1, Guard);
REGISTER_ALLOCATOR(TYPE, &memory);

TORCH_LIBRARY_IMPL(aten, PrivateUse1, m) {
  m.impl("empty.memory_format", empty);
  m.impl("empty_strided", empty_strided);
  m.impl("_copy_from", copy_from);
  m.impl("_copy_from_and_resize", copy_from_and_resize);
  m.impl("as_strided", as_strided);
  m.impl("view", static_cast<Tensor (*)(const Tensor&, IntArrayRef)>(at::native::view));
  m.impl("_reshape_alias", at::native::_reshape_alias);
  m.impl("resize_", at::native::resize_);
  m.impl("set_.source_Storage_storage_offset", at::native::set_storage_cpu_);
  m.impl("_thnn_fused_lstm_cell", lstm_step);
  m.impl("_thnn_fused_gru_cell", gru_step);
}

TORCH_LIBRARY_IMPL(_, PrivateUse1, m) {
  m.fallback(torch::CppFunction::makeFromBoxedFunction<&on_cpu_instead>());
}

TORCH_LIBRARY_IMPL(_, AutogradPrivateUse1, m) {
  m.fallback(torch::CppFunction::makeFallthrough());
}
