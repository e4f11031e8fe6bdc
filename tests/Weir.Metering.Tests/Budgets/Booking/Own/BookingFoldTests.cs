using Weir.Metering.Budgets;
using Weir.Metering.Budgets.Booking.Own;
using Weir.Metering.Ledger.Journal;

namespace Weir.Metering.Tests.Budgets.Booking.Own;

public class BookingFoldTests
{
    private static readonly Budget Dollar = SampleBudgets.Usd("gateway", 1_000_000_000);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hold_and_its_end_come_to_the_same_in_one_fold_and_in_two(bool isOne)
    {
        await using var room = await MeteringRoom.StartAsync();
        IBookJournal journal = room.Ledger;

        journal.Append(new HoldEntry(Hold("a", 500)));
        journal.Append(new HoldEntry(Hold("b", 300)));
        journal.Append(new HoldEntry(Hold("c", 90)));
        if (!isOne)
        {
            await journal.FlushAsync(MeteringRoom.Token);
            Assert.Equal((0, 890), Numbers(await StateAsync(room)));
        }

        journal.Append(new EndEntry("a", 1, BookRoom.Usd(120)));
        journal.Append(new EndEntry("b", 1, null));
        await journal.FlushAsync(MeteringRoom.Token);
        var holds = await room.Get<BudgetReader>().HoldsAsync(MeteringRoom.Token);

        Assert.Equal((420, 90), Numbers(await StateAsync(room)));
        Assert.Equal([("b", HoldState.Uncertain), ("c", HoldState.Open)], holds.Select(static hold => (hold.RequestId, hold.State)));
        Assert.Equivalent(Hold("c", 90), holds[1]);
        Assert.Empty(await room.Get<BudgetReader>().CheckAsync(MeteringRoom.Token));
    }

    [Fact]
    public async Task Money_nobody_can_tell_counts_as_it_was_held()
    {
        await using var room = await MeteringRoom.StartAsync();
        IBookJournal journal = room.Ledger;
        journal.Append(new HoldEntry(Hold("a", 500)));
        journal.Append(new EndEntry("a", 1, new Charge(null, 7)));
        await journal.FlushAsync(MeteringRoom.Token);

        Assert.Equal((500, 0), Numbers(await StateAsync(room)));
    }

    [Fact]
    public async Task The_end_of_a_hold_that_nobody_knows_changes_nothing()
    {
        await using var room = await MeteringRoom.StartAsync();
        IBookJournal journal = room.Ledger;
        journal.Append(new EndEntry("a", 1, BookRoom.Usd(120)));
        journal.Append(new HoldEntry(Hold("a", 500)));
        journal.Append(new EndEntry("a", 2, BookRoom.Usd(120)));
        await journal.FlushAsync(MeteringRoom.Token);

        Assert.Equal((0, 500), Numbers(await StateAsync(room)));
    }

    [Fact]
    public async Task A_booking_that_is_malformed_costs_no_other()
    {
        await using var room = await MeteringRoom.StartAsync();
        IBookJournal journal = room.Ledger;
        journal.Append(new HoldEntry(Hold("a", 500)));
        journal.Append(new Bytes([0, 9]));
        journal.Append(new Bytes([0, 1, 7]));
        room.Ledger.Append(SampleRecords.Plain("req_a"));
        journal.Append(new EndEntry("a", 1, BookRoom.Usd(120)));
        await journal.FlushAsync(MeteringRoom.Token);

        Assert.Equal((120, 0), Numbers(await StateAsync(room)));
        Assert.Single(room.Log.Lines(110));
    }

    private static HoldRow Hold(string id, long nano) => new()
    {
        RequestId = id,
        Attempt = 1,
        Node = "one",
        Run = "run",
        CreatedAt = SampleRecords.Time,
        ExpiresAt = SampleRecords.Time.AddMinutes(2),
        Shares = [new HoldShare(Dollar.Id, 0, BudgetUnit.Usd, nano)],
    };

    private static async Task<BudgetState> StateAsync(MeteringRoom room) =>
        Assert.Single(await room.Get<BudgetReader>().StatesAsync([Dollar], MeteringRoom.Token));

    private static (long Spent, long Held) Numbers(BudgetState state) => (state.Spent, state.Held);

    /// <summary>An entry of any bytes.</summary>
    private readonly struct Bytes(byte[] bytes) : IJournalEntry
    {
        public int MaxSize => bytes.Length;

        public int Encode(Span<byte> target)
        {
            bytes.CopyTo(target);
            return bytes.Length;
        }
    }
}
