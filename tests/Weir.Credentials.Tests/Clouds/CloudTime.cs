namespace Weir.Credentials.Tests.Clouds;

/// <summary>A clock that a test sets.</summary>
public sealed class CloudTime : TimeProvider
{
    private DateTimeOffset _now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan span) => _now += span;
}
