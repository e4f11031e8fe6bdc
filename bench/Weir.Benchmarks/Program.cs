using System.Globalization;
using BenchmarkDotNet.Running;
using Weir.Benchmarks;

// dotnet run -c Release --project bench/Weir.Benchmarks -- --filter '*'
// dotnet run -c Release --project bench/Weir.Benchmarks -- analytics-proof FOLDER ROWS
// dotnet run -c Release --project bench/Weir.Benchmarks -- books-cost
if (args is ["analytics-proof", var folder, var rows])
{
    await AnalyticsProof.RunAsync(folder, long.Parse(rows, CultureInfo.InvariantCulture));
}
else if (args is ["books-cost"])
{
    await BooksCost.RunAsync();
}
else
{
    BenchmarkSwitcher.FromAssembly(typeof(AnalyticsProof).Assembly).Run(args);
}
