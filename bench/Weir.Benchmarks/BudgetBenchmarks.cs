using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using Weir.Metering;
using Weir.Metering.Budgets;
using Weir.Metering.Budgets.Windows;
using Weir.Metering.Ledger;
using Weir.Metering.Prices;
using Weir.Storage;
using Weir.Storage.Folders;
using Weir.Storage.Migrations;

namespace Weir.Benchmarks;

/// <summary>
/// A request's reserve and settle on three budgets, in the database: alone, and with so many requests under way at a time. The figures are
/// per request.
/// </summary>
[MemoryDiagnoser]
public class BudgetBenchmarks
{
    private const int Requests = 2_048;

    private readonly string _folder = Path.Combine(Path.GetTempPath(), "weir-bench", Guid.NewGuid().ToString("n"));
    private ServiceProvider? _services;
    private BudgetBook? _book;
    private long _next;

    [Params(1, 64, 256)]
    public int AtATime { get; set; }

    [GlobalSetup]
    public async Task StartAsync()
    {
        _services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddStorage(DataFolder.Open(_folder)).AddMetering().BuildServiceProvider();
        await _services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        await _services.GetRequiredService<UsageLedger>().StartAsync(CancellationToken.None);
        _book = _services.GetRequiredService<BudgetBook>();
        await _book.StartAsync(CancellationToken.None);
        await _book.UseAsync(
            new BudgetSet([Budget(SubjectKind.Gateway, "", BudgetUnit.Usd), Budget(SubjectKind.Key, "ci", BudgetUnit.Usd), Budget(SubjectKind.Key, "ci", BudgetUnit.Tokens)]),
            CancellationToken.None);
    }

    [Benchmark(OperationsPerInvoke = Requests)]
    public Task ReserveAndSettle() => Task.WhenAll(Enumerable.Range(0, AtATime).Select(_ => Task.Run(() => RunAsync(Requests / AtATime))));

    [GlobalCleanup]
    public async Task StopAsync()
    {
        await _book!.StopAsync(CancellationToken.None);
        await _services!.GetRequiredService<UsageLedger>().StopAsync(CancellationToken.None);
        await _services!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task RunAsync(int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            var outcome = await _book!.ReserveAsync(
                new ReserveRequest
                {
                    RequestId = $"req_{Interlocked.Increment(ref _next):D26}",
                    Attempt = 1,
                    At = TimeProvider.System.GetUtcNow(),
                    Subjects = new RequestSubjects { Key = "ci", User = "ada" },
                    Worst = WorstCase.Fixed(new Charge(new NanoDollars(1_000_000), 1_000)),
                },
                CancellationToken.None);
            _book.Settle(outcome.Reservation!, new Charge(new NanoDollars(500_000), 500));
        }
    }

    private static Budget Budget(SubjectKind kind, string name, BudgetUnit unit) => new()
    {
        Subject = new Subject(kind, name),
        Unit = unit,
        Limit = long.MaxValue,
        Window = new BudgetWindow { Kind = WindowKind.Daily },
    };
}
