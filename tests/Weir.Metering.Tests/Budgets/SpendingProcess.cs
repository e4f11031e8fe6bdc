using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Weir.Metering.Budgets;
using Weir.Metering.Prices;
using Weir.Storage.Folders;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Tests.Budgets;

/// <summary>A process of its own that spends a budget until nothing is left. <see cref="ProcessKillTests"/> starts it, and kills it.</summary>
public class SpendingProcess
{
    public const string FolderVariable = "WEIR_TEST_SPEND_FOLDER";
    public const string NodeVariable = "WEIR_TEST_SPEND_NODE";

    /// <summary>The file in the folder that lets the processes begin.</summary>
    public const string GoFile = "go";

    internal static readonly Budget Budget = SampleBudgets.Usd("gateway", 1_000_000);

    private const int Dearest = 2_000;

    /// <summary>Where the stand-in for the upstream keeps its bill: one cost a line.</summary>
    public static string BillOf(string folder, string node) => Path.Combine(folder, $"bill-{node}");

    [Fact(Explicit = true)]
    public async Task Spends()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable);
        var node = Environment.GetEnvironmentVariable(NodeVariable);
        Assert.True(folder is not null && node is not null, "Only another test starts this one.");
        var database = new Database(DataFolder.Open(folder));
        using var book = new BudgetBook(
            database, NoJournal.Instance, new BudgetOptions { Node = node, IsShared = true }, TimeProvider.System, NullLogger<BudgetBook>.Instance);
        await book.StartAsync(BookRoom.Token);
        await book.UseAsync(new BudgetSet([Budget]), BookRoom.Token);

        // Both begin together, when the other test says so; one that is started again goes on at once.
        await File.AppendAllTextAsync(BillOf(folder, node), "", BookRoom.Token);
        while (!File.Exists(Path.Combine(folder, GoFile)))
        {
            await Task.Delay(5, BookRoom.Token);
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SpendAsync(book, database, BillOf(folder, node)))));

        await book.StopAsync(BookRoom.Token);
        database.ClosePool();
    }

    private static async Task SpendAsync(BudgetBook book, Database database, string bill)
    {
        while (true)
        {
            var worst = Random.Shared.Next(Dearest / 4, Dearest + 1);
            var id = Guid.NewGuid().ToString("n");
            var outcome = await book.ReserveAsync(
                new ReserveRequest
                {
                    RequestId = id,
                    Attempt = 1,
                    At = TimeProvider.System.GetUtcNow(),
                    Subjects = default,
                    Worst = WorstCase.Fixed(BookRoom.Usd(worst)),
                    Patience = TimeSpan.FromSeconds(20),
                },
                BookRoom.Token);
            if (outcome.Reservation is not { } reservation)
            {
                return;
            }

            // The upstream bills, then the ledger hears of it, then the budget: the process may die between any two.
            var real = Random.Shared.Next(worst / 2, worst + 1);
            lock (book)
            {
                File.AppendAllText(bill, string.Create(CultureInfo.InvariantCulture, $"{real}\n"));
            }

            await Task.Delay(Random.Shared.Next(0, 20), BookRoom.Token);
            await LedgerRows.AddAsync(database, id, TimeProvider.System.GetUtcNow(), real, 0, null);
            book.Settle(reservation, BookRoom.Usd(real));
        }
    }
}
