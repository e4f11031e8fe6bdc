using Weir.Metering.Ledger;

namespace Weir.Metering.Tests.Ledger;

public sealed class RequestIdsTests
{
    [Fact]
    public void Next_has_the_form_that_clients_see() =>
        Assert.Matches("^req_[0-9A-HJKMNP-TV-Z]{26}$", new RequestIds(TimeProvider.System, Random.Shared).Next());

    [Fact]
    public void Next_ascends_within_a_millisecond_and_when_the_clock_steps_back()
    {
        var time = new ManualTime();
        var ids = new RequestIds(time, Random.Shared);
        var made = Enumerable.Range(0, 70_000).Select(_ => ids.Next()).ToList();
        time.Advance(TimeSpan.FromHours(-1));
        made.Add(ids.Next());
        time.Advance(TimeSpan.FromHours(2));
        made.Add(ids.Next());

        Assert.Equal(made.Order(StringComparer.Ordinal).Distinct(), made);
    }

    [Fact]
    public void Next_of_a_later_process_comes_after()
    {
        var time = new ManualTime();
        var earlier = new RequestIds(time, Random.Shared).Next();
        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.True(string.CompareOrdinal(earlier, new RequestIds(time, Random.Shared).Next()) < 0);
    }

    [Fact]
    public async Task Next_is_never_the_same_on_many_threads()
    {
        var ids = new RequestIds(TimeProvider.System, Random.Shared);

        var made = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(
            () => Enumerable.Range(0, 5000).Select(_ => ids.Next()).ToList())));

        Assert.Equal(16 * 5000, made.SelectMany(batch => batch).Distinct().Count());
        Assert.All(made, batch => Assert.Equal(batch.Order(StringComparer.Ordinal), batch));
    }
}
