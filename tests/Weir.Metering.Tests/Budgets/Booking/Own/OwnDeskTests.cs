using Microsoft.Extensions.Logging.Abstractions;
using Weir.Metering.Budgets;
using Weir.Metering.Budgets.Booking.Own;
using Weir.Metering.Ledger.Journal;
using Weir.Metering.Prices;
using Weir.Storage;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Tests.Budgets.Booking.Own;

public class OwnDeskTests
{
    private static readonly Budget Cents = SampleBudgets.Usd("gateway", 1_000, SampleBudgets.Daily);

    [Fact]
    public async Task The_last_cents_go_to_as_many_as_they_suffice_for()
    {
        await using var room = await BookRoom.OpenAsync(isShared: false);
        var book = await room.StartAsync([Cents with { Limit = 100 }]);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(async () => await book.ReserveAsync(room.Request($"r{i}", 7), BookRoom.Token))));

        Assert.Equal(14, outcomes.Count(static outcome => outcome.IsReserved));
        Assert.Equal(98, (await room.StateAsync(Cents)).Held);
        Assert.Empty(await room.Reader.CheckAsync(BookRoom.Token));
    }

    [Fact]
    public async Task Nothing_is_lost_while_the_books_go_away_and_come_back()
    {
        await using var room = await BookRoom.OpenAsync(isShared: false);
        var wide = SampleBudgets.Usd("gateway", 1_000_000_000);
        var book = await room.StartAsync([wide]);
        using var over = new CancellationTokenSource();
        var changes = Task.Run(
            async () =>
            {
                for (var hour = 0; !over.IsCancellationRequested; hour++)
                {
                    await book.UseAsync(new BudgetSet([wide, Cents with { Limit = long.MaxValue, Window = Cents.Window with { ResetHour = hour % 24 } }]), BookRoom.Token);
                    await Task.Yield();
                }
            },
            BookRoom.Token);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 500; i++)
            {
                var hold = (await book.ReserveAsync(room.Request($"{worker}-{i}", 100, patience: TimeSpan.FromHours(1)), BookRoom.Token)).Reservation!;
                book.Settle(hold, BookRoom.Usd(60));
            }
        })));
        await over.CancelAsync();
        await changes;
        await book.DrainAsync(BookRoom.Token);
        var probe = (await book.ReserveAsync(room.Request("probe", 0), BookRoom.Token)).Reservation!;

        Assert.Equal((8 * 500 * 60, 0), Numbers(probe.States[0]));
        Assert.Equal((8 * 500 * 60, 0), Numbers(await room.StateAsync(wide)));
        Assert.Equal("probe", Assert.Single(await room.HoldsAsync()).RequestId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_waits_on_a_budget_that_is_taken_away_still_gets_an_answer(bool isSettled)
    {
        await using var room = await BookRoom.OpenAsync(isShared: false);
        var book = await room.StartAsync([Cents]);
        var holder = (await book.ReserveAsync(room.Request("holder", 900), BookRoom.Token)).Reservation!;
        var waiting = book.ReserveAsync(room.Request("waiting", 500, patience: TimeSpan.FromMinutes(1)), BookRoom.Token).AsTask();
        await book.DrainAsync(BookRoom.Token);

        // Both come into one hand: the wish that waits, and the work that takes its budget out of memory.
        var changes = Task.WhenAll(Enumerable.Range(1, 20).Select(hour => book.UseAsync(
            new BudgetSet([SampleBudgets.Usd("user:ada", 1_000, SampleBudgets.Daily with { ResetHour = hour })]), BookRoom.Token)));
        if (isSettled)
        {
            book.Settle(holder, BookRoom.Usd(100));
        }
        else
        {
            room.Time.Advance(TimeSpan.FromMinutes(2));
        }

        await changes;
        var outcome = await waiting.WaitAsync(TimeSpan.FromSeconds(30), BookRoom.Token);

        Assert.Equal(isSettled, outcome.IsReserved);
        Assert.False(book.ExecuteTask!.IsCompleted);
        Assert.Equal(isSettled ? (100, 500) : (0, 900), Numbers(await room.StateAsync(Cents)));
    }

    [Fact]
    public async Task Where_the_journal_can_not_be_written_nothing_is_held_and_nothing_is_forgotten()
    {
        await using var room = await MeteringRoom.StartAsync();
        var journal = new FullDisk(room.Ledger);
        using var book = await OpenAsync(room, journal);
        var held = (await ReserveAsync(book, "a")).Reservation!;

        journal.IsFull = true;
        var refused = await Assert.ThrowsAsync<StorageException>(() => ReserveAsync(book, "b").AsTask());
        book.Settle(held, BookRoom.Usd(40));
        journal.IsFull = false;
        var again = (await ReserveAsync(book, "b")).Reservation!;
        await UntilAsync(async () =>
        {
            await book.DrainAsync(MeteringRoom.Token);
            return (await StateAsync(room)).Spent == 40;
        });

        Assert.Contains("Free some space", refused.Action, StringComparison.Ordinal);

        // The settlement is tried again at any moment: before or after.
        Assert.Contains(Numbers(again.States[0]), new[] { (0L, 200L), (40L, 100L) });
        Assert.Equal((40, 100), Numbers(await StateAsync(room)));
        await book.StopAsync(MeteringRoom.Token);
    }

    [Fact]
    public async Task A_broken_database_does_not_stop_budgets_that_are_in_memory()
    {
        await using var room = await MeteringRoom.StartAsync();
        using var book = await OpenAsync(room, room.Ledger);
        await ReserveAsync(book, "a");
        room.Get<Database>().ClosePool();
        foreach (var file in Directory.GetFiles(room.Folder.FullPath, "weir.db*"))
        {
            await File.WriteAllBytesAsync(file, [.. Enumerable.Repeat((byte)0x5A, (int)new FileInfo(file).Length)], MeteringRoom.Token);
        }

        var inMemory = await ReserveAsync(book, "b");
        var tooMuch = await ReserveAsync(book, "c", 900);
        var longAgo = await Assert.ThrowsAsync<StorageException>(() => ReserveAsync(book, "d", age: TimeSpan.FromDays(40)).AsTask());
        await Assert.ThrowsAsync<StorageException>(() => book.DrainAsync(MeteringRoom.Token));
        var after = await ReserveAsync(book, "e");

        Assert.Equal(200, inMemory.Reservation!.States[0].Held);
        Assert.Equal(RefusalReason.Exceeded, tooMuch.Refusal!.Reason);
        Assert.NotEmpty(longAgo.Action);
        Assert.Equal(300, after.Reservation!.States[0].Held);
        await book.StopAsync(MeteringRoom.Token);
    }

    [Fact]
    public async Task A_request_that_is_older_than_what_is_in_memory_is_booked_in_its_window()
    {
        await using var room = await BookRoom.OpenAsync(isShared: false);
        var book = await room.StartAsync([Cents]);
        var old = room.Request("old", 300) with { At = room.Time.GetUtcNow().AddDays(-40) };
        book.Settle((await book.ReserveAsync(old, BookRoom.Token)).Reservation!, BookRoom.Usd(200));

        var next = (await book.ReserveAsync(old with { RequestId = "next" }, BookRoom.Token)).Reservation!;
        var today = (await book.ReserveAsync(room.Request("today", 10), BookRoom.Token)).Reservation!;

        Assert.Equal((200, 300), Numbers(next.States[0]));
        Assert.Equal((0, 10), Numbers(today.States[0]));
        room.Time.Advance(TimeSpan.FromDays(-40));
        Assert.Equal((200, 300), Numbers(await room.StateAsync(Cents)));
    }

    private static async Task<BudgetBook> OpenAsync(MeteringRoom room, IBookJournal journal)
    {
        var book = new BudgetBook(room.Get<Database>(), journal, new BudgetOptions(), TimeProvider.System, NullLogger<BudgetBook>.Instance);
        await book.StartAsync(MeteringRoom.Token);
        await book.UseAsync(new BudgetSet([Cents]), MeteringRoom.Token);
        return book;
    }

    private static ValueTask<ReserveOutcome> ReserveAsync(BudgetBook book, string id, long nano = 100, TimeSpan age = default) => book.ReserveAsync(
        new ReserveRequest
        {
            RequestId = id,
            Attempt = 1,
            At = TimeProvider.System.GetUtcNow() - age,
            Subjects = default,
            Worst = WorstCase.Fixed(BookRoom.Usd(nano)),
        },
        MeteringRoom.Token);

    private static async Task<BudgetState> StateAsync(MeteringRoom room) =>
        Assert.Single(await room.Get<BudgetReader>().StatesAsync([Cents], MeteringRoom.Token));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.Delay(5, MeteringRoom.Token);
        }
    }

    private static (long Spent, long Held) Numbers(BudgetState state) => (state.Spent, state.Held);

    /// <summary>The ledger's journal, on a disk that can be full.</summary>
    private sealed class FullDisk(IBookJournal ledger) : IBookJournal
    {
        public bool IsFull { get; set; }

        public void Append<T>(in T entry)
            where T : struct, IJournalEntry
        {
            if (IsFull)
            {
                throw new StorageException("No space left on device.", "Free some space.");
            }

            ledger.Append(entry);
        }

        public Task FlushAsync(CancellationToken cancellationToken) => ledger.FlushAsync(cancellationToken);
    }
}
