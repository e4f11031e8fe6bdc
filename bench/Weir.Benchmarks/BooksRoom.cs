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

/// <summary>Books with three budgets, or with none, on a database of their own.</summary>
internal sealed class BooksRoom : IAsyncDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "weir-bench", Guid.NewGuid().ToString("n"));
    private readonly ServiceProvider _services;
    private readonly BudgetBook _book;
    private long _next;

    private BooksRoom()
    {
        _services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddStorage(DataFolder.Open(_folder)).AddMetering().BuildServiceProvider();
        _book = _services.GetRequiredService<BudgetBook>();
    }

    public static async Task<BooksRoom> OpenAsync(bool hasBudgets)
    {
        var room = new BooksRoom();
        await room._services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        await room._services.GetRequiredService<UsageLedger>().StartAsync(CancellationToken.None);
        await room._book.StartAsync(CancellationToken.None);
        if (hasBudgets)
        {
            await room._book.UseAsync(
                new BudgetSet([Budget(SubjectKind.Gateway, "", BudgetUnit.Usd), Budget(SubjectKind.Key, "ci", BudgetUnit.Usd), Budget(SubjectKind.Key, "ci", BudgetUnit.Tokens)]),
                CancellationToken.None);
        }

        return room;
    }

    /// <summary>Reserves and settles so many requests, so many of them at a time.</summary>
    public Task RunAsync(int requests, int atATime) => Task.WhenAll(Enumerable.Range(0, atATime).Select(_ => Task.Run(() => RunOneByOneAsync(requests / atATime))));

    public async ValueTask DisposeAsync()
    {
        await _book.StopAsync(CancellationToken.None);
        await _services.GetRequiredService<UsageLedger>().StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task RunOneByOneAsync(int requests)
    {
        for (var i = 0; i < requests; i++)
        {
            var outcome = await _book.ReserveAsync(
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
