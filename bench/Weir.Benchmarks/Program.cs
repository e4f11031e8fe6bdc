using BenchmarkDotNet.Running;

// dotnet run -c Release --project bench/Weir.Benchmarks -- --filter '*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
