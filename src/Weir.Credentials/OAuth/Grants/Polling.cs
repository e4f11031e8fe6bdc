namespace Weir.Credentials.OAuth.Grants;

/// <summary>The pace at which a device flow asks whether the person is done (RFC 8628, section 3.5), and its end. One instance a sign-in.</summary>
internal sealed class Polling
{
    private const double UsualInterval = 5;
    private const double LongestInterval = 3600;
    private const int MostDoublings = 4;

    private static readonly TimeSpan SlowDown = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestLife = TimeSpan.FromHours(1);

    private readonly TimeProvider _time;
    private readonly string _host;
    private readonly TimeSpan _margin;
    private TimeSpan _interval;
    private int _troubles;

    /// <param name="started">The answer that began the flow.</param>
    /// <param name="margin">Seconds to wait beyond the interval.</param>
    /// <param name="usualLife">How long the code lives when the answer doesn't say.</param>
    /// <param name="host">Whom messages name.</param>
    /// <param name="time">Tells the time.</param>
    public Polling(OAuthReply started, int margin, TimeSpan usualLife, string host, TimeProvider time)
    {
        (_time, _host, _margin) = (time, host, TimeSpan.FromSeconds(margin));
        _interval = Interval(started) ?? TimeSpan.FromSeconds(UsualInterval);
        var life = started.Number("expires_in") is > 0 and var seconds ? TimeSpan.FromSeconds(Math.Min(seconds, LongestLife.TotalSeconds)) : usualLife;
        EndsAt = started.SentAt + life;
    }

    /// <summary>When the code ends.</summary>
    public DateTimeOffset EndsAt { get; }

    /// <summary>Waits until it is time to ask.</summary>
    /// <exception cref="CredentialException">The code has ended.</exception>
    public async Task NextAsync(CancellationToken cancellationToken)
    {
        var wait = Wait;
        var left = EndsAt - _time.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(wait < left ? wait : left, _time, cancellationToken);
        }

        if (wait >= left)
        {
            throw OAuthErrors.TooLate(_host);
        }
    }

    /// <summary>The server answered, as it should.</summary>
    public void Fine() => _troubles = 0;

    /// <summary>The server wants it slower: five seconds more from now on, or as much as it says.</summary>
    public void Slower(OAuthReply reply)
    {
        _troubles = 0;
        var more = _interval + SlowDown;
        _interval = Interval(reply) is { } told && told > more ? told : more;
    }

    /// <summary>Nobody answered, or the server has trouble: wait twice as long, until it answers again.</summary>
    public void Trouble() => _troubles = Math.Min(_troubles + 1, MostDoublings);

    private TimeSpan Wait
    {
        get
        {
            var usual = _interval + _margin;
            var doubled = usual * (1 << _troubles);
            return _troubles == 0 || doubled < LongestBackOff ? doubled : usual > LongestBackOff ? usual : LongestBackOff;
        }
    }

    private static TimeSpan? Interval(OAuthReply reply) =>
        reply.Number("interval") is > 0 and var seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 1, LongestInterval)) : null;
}
