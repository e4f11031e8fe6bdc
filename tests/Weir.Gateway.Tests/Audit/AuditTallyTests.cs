using Weir.Gateway.Audit;

namespace Weir.Gateway.Tests.Audit;

/// <summary>What happens often is counted: an outage does not fill the log.</summary>
public sealed class AuditTallyTests : IAsyncLifetime
{
    private AuditRoom _room = null!;

    public async ValueTask InitializeAsync() => _room = await AuditRoom.OpenAsync();

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task The_first_is_a_row_at_once_and_the_others_of_its_minute_are_one_row()
    {
        for (var i = 0; i < 100_000; i++)
        {
            _room.Tally.Note(Fallback("a -> b"));
        }

        _room.Tally.Close(all: false);
        Assert.Equal([1L], (await _room.RowsAsync()).Select(static row => row.Times));

        _room.Time.Advance(AuditTally.Span);
        _room.Tally.Close(all: false);
        Assert.Equal([1L, 99_999L], (await _room.RowsAsync()).Select(static row => row.Times));
    }

    [Fact]
    public async Task What_stopped_for_a_minute_is_told_at_once_again()
    {
        _room.Tally.Note(Fallback("a -> b"));
        _room.Time.Advance(AuditTally.Span);
        _room.Tally.Close(all: false);
        _room.Tally.Note(Fallback("a -> b"));

        Assert.Equal([1L, 1L], (await _room.RowsAsync()).Select(static row => row.Times));
    }

    [Fact]
    public async Task The_end_writes_what_was_counted()
    {
        _room.Tally.Note(Fallback("a -> b"));
        _room.Tally.Note(Fallback("a -> b"));
        await _room.Tally.StopAsync(AuditRoom.Token);

        Assert.Equal([1L, 1L], (await _room.RowsAsync()).Select(static row => row.Times));
    }

    [Fact]
    public async Task A_flood_of_different_things_is_counted_together()
    {
        for (var i = 0; i < AuditTally.Most * 3; i++)
        {
            _room.Tally.Note(new AuditNote { Kind = AuditKinds.KeyRefused, Actor = new AuditActor("unknown", "", $"10.0.{i / 256}.{i % 256}") });
        }

        await _room.Tally.StopAsync(AuditRoom.Token);
        var rows = await _room.RowsAsync();

        Assert.Equal(AuditTally.Most * 3, rows.Sum(static row => row.Times));
        Assert.Equal(AuditTally.Most + 2, rows.Count);
    }

    private static AuditNote Fallback(string subject) => new() { Kind = AuditKinds.Fallback, Subject = subject, Actor = AuditActor.Gateway };
}
