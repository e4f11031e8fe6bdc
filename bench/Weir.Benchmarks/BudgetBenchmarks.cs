using BenchmarkDotNet.Attributes;

namespace Weir.Benchmarks;

/// <summary>
/// A request's reserve and settle on three budgets, in the database: alone, and with so many requests under way at a time. The figures are
/// per request.
/// </summary>
[MemoryDiagnoser]
public class BudgetBenchmarks
{
    private const int Requests = 2_048;

    private BooksRoom? _room;

    [Params(1, 64, 256)]
    public int AtATime { get; set; }

    [GlobalSetup]
    public async Task StartAsync() => _room = await BooksRoom.OpenAsync(hasBudgets: true);

    [Benchmark(OperationsPerInvoke = Requests)]
    public Task ReserveAndSettle() => _room!.RunAsync(Requests, AtATime);

    [GlobalCleanup]
    public async Task StopAsync() => await _room!.DisposeAsync();
}
