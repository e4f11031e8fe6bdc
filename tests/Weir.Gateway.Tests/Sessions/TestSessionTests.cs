using Weir.Gateway.Sessions;
using Weir.Gateway.Tests.Fakes;
using Weir.Routing.Sessions;

namespace Weir.Gateway.Tests.Sessions;

public sealed class TestSessionTests
{
    private static readonly TimeSpan Span = TimeSpan.FromMinutes(30);

    private readonly TwoClocks _clocks = new();
    private int _closed;

    [Fact]
    public void It_ends_by_itself_and_lets_go_of_its_credential_once()
    {
        var session = Open();
        _clocks.Pass(Span - TimeSpan.FromSeconds(1));
        session.TryUse()!.Dispose();
        Assert.Equal((false, 0), (session.IsOver, _closed));

        _clocks.Pass(TimeSpan.FromSeconds(1));

        Assert.Null(session.TryUse());
        session.End();
        Assert.Equal((true, 1, 1L), (session.IsOver, _closed, session.Uses));
    }

    [Fact]
    public void A_late_timer_lengthens_nothing()
    {
        var session = Open();

        _clocks.Pass(Span, timersRun: false);

        Assert.Null(session.TryUse());
        Assert.Equal(TimeSpan.Zero, session.Left);
    }

    [Theory]
    [InlineData(-365)]
    [InlineData(365)]
    public void Setting_the_time_of_day_neither_lengthens_nor_shortens_it(int days)
    {
        var session = Open();
        _clocks.SetTimeOfDay(TimeSpan.FromDays(days));
        _clocks.Pass(Span / 2);
        Assert.Equal(Span / 2, session.Left);
        using (var use = session.TryUse())
        {
            Assert.NotNull(use);
        }

        _clocks.SetTimeOfDay(TimeSpan.FromDays(-2 * days));
        _clocks.Pass(Span / 2);

        Assert.Null(session.TryUse());
    }

    [Fact]
    public void What_is_under_way_is_finished_before_the_credential_goes()
    {
        var session = Open();
        var first = session.TryUse()!;
        var second = session.TryUse()!;

        session.End();

        Assert.True(session.IsOver);
        Assert.Null(session.TryUse());
        first.Dispose();
        first.Dispose();
        Assert.Equal(0, _closed);
        second.Dispose();
        Assert.Equal(1, _closed);
    }

    [Fact]
    public async Task Nobody_is_let_in_after_the_end_however_many_try_at_once()
    {
        for (var round = 0; round < 200; round++)
        {
            _closed = 0;
            var session = Open();
            var isEnded = false;
            using var start = new Barrier(5);
            var users = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            {
                start.SignalAndWait();
                for (var i = 0; i < 50; i++)
                {
                    // Looked at before the try: an end that comes between is no fault.
                    var wasEnded = Volatile.Read(ref isEnded);
                    using var use = session.TryUse();
                    Assert.False(wasEnded && use is not null);
                    Assert.True(use is null || Volatile.Read(ref _closed) == 0, "The credential went while it was in use.");
                }
            })).ToList();
            start.SignalAndWait();
            session.End();
            Volatile.Write(ref isEnded, true);
            await Task.WhenAll(users);

            Assert.Null(session.TryUse());
            Assert.Equal(1, _closed);
        }
    }

    [Fact]
    public void A_token_is_matched_by_itself_alone()
    {
        var (text, kept) = SessionToken.New();
        var (other, _) = SessionToken.New();

        Assert.True(kept.Matches(SessionToken.Hash(text)));
        Assert.All(["", other, text[..^1], text + "0", text.ToUpperInvariant()], wrong => Assert.False(kept.Matches(SessionToken.Hash(wrong))));
    }

    private TestSession Open()
    {
        var session = new TestSession("1", new NewSession("acme", Span, null, "ops"), _clocks, _ => Interlocked.Increment(ref _closed));
        session.Open(new SessionRoute("acme", Some.Connection(), static _ => null));
        return session;
    }
}
