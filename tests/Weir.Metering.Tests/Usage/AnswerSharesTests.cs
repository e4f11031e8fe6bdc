using Weir.Dialects.Errors;
using Weir.Metering.Usage;

namespace Weir.Metering.Tests.Usage;

public sealed class AnswerSharesTests : IAsyncLifetime
{
    private MeteringRoom _room = null!;

    public async ValueTask InitializeAsync()
    {
        _room = await MeteringRoom.StartAsync();
        var number = 0;
        foreach (var (asked, answered, error) in ((string, string?, ErrorKind)[])
            [("coding", "a/m", ErrorKind.Unknown), ("coding", "a/m", ErrorKind.Unknown), ("coding", "b/m", ErrorKind.Timeout), ("coding", null, ErrorKind.RateLimited), ("other", "a/m", ErrorKind.Unknown)])
        {
            _room.Ledger.Append(SampleRecords.Plain($"req_{++number}") with { ModelAsked = asked, ModelAnswered = answered, Error = error });
        }

        await _room.Ledger.FlushAsync(MeteringRoom.Token);
    }

    public ValueTask DisposeAsync() => _room.DisposeAsync();

    [Fact]
    public async Task Each_target_has_its_part_of_what_was_asked_by_a_name()
    {
        var shares = await OfAsync(["coding", "nobody-asked"], TimeSpan.Zero);

        Assert.Equal(
            [new AnswerShare("coding", "", 1, 1), new AnswerShare("coding", "a/m", 2, 0), new AnswerShare("coding", "b/m", 1, 1)],
            shares.OrderBy(static share => share.Target, StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_came_before_does_not_count() => Assert.Empty(await OfAsync(["coding"], TimeSpan.FromSeconds(1)));

    [Fact]
    public async Task No_names_ask_nothing() => Assert.Empty(await OfAsync([], TimeSpan.Zero));

    private Task<IReadOnlyList<AnswerShare>> OfAsync(IReadOnlyCollection<string> names, TimeSpan after) =>
        _room.Get<AnswerShares>().OfAsync(names, SampleRecords.Time + after, MeteringRoom.Token);
}
