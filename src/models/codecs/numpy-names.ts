/** The names that pickled NumPy arrays, numbers and sources of chance mention, in old and new releases (numpy/numpy `numpy/random/_pickle.py`). */
export const numpyNames: readonly string[] = [
  "numpy.ndarray",
  "numpy.dtype",
  ...["numpy.core.multiarray", "numpy._core.multiarray"].flatMap((module) => [`${module}._reconstruct`, `${module}.scalar`]),
  ...["randomstate", "generator", "bit_generator"].map((what) => `numpy.random._pickle.__${what}_ctor`),
  ...["_mt19937.MT19937", "_pcg64.PCG64", "_pcg64.PCG64DXSM", "_philox.Philox", "_sfc64.SFC64"].map((name) => `numpy.random.${name}`),
  ...["SeedSequence", "__pyx_unpickle_SeedSequence"].map((name) => `numpy.random.bit_generator.${name}`),
];
