using System.Globalization;
using Weir.Credentials;
using Weir.Dialects.Errors;
using Weir.Routing.Health;
using Weir.Routing.Local;
using Weir.Routing.Targets;

namespace Weir.Gateway.Admin.Work;

/// <summary>The one word for how a connection fares. Pure.</summary>
internal static class ConnectionWord
{
    public const string Active = "active";
    public const string Available = "available";
    public const string Error = "error";
    public const string RateLimited = "rate-limited";
    public const string SignedOut = "signed-out";
    public const string Disabled = "disabled";

    /// <summary>For so long a request makes a connection active, and a failure makes it faulty.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(5);

    /// <summary>The word, and why it is none of the good ones. What keeps more requests away goes before what keeps fewer.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="targets">What is known of each of its models that was asked.</param>
    /// <param name="underWay">Its requests under way.</param>
    /// <param name="sighting">The latest look at its server, where somebody looks.</param>
    /// <param name="now">The time.</param>
    public static (string Word, string? Reason) Of(Connection connection, IReadOnlyList<HealthFacts> targets, int underWay, LocalSighting? sighting, DateTimeOffset now)
    {
        if (connection.Auth.State != AuthState.Ready)
        {
            return (SignedOut, connection.Auth.State == AuthState.SignInAgain ? $"Sign in again: weir auth login {connection.Name}" : connection.NotServed ?? connection.Auth.Source);
        }

        if (connection.NotServed is { } reason)
        {
            return (Error, reason);
        }

        if (targets.Where(facts => facts.LimitedUntil > now).MaxBy(static facts => facts.LimitedUntil) is { LimitedUntil: { } until })
        {
            return (RateLimited, string.Create(CultureInfo.InvariantCulture, $"It takes requests again at {until.UtcDateTime:HH:mm:ss}Z."));
        }

        // The latest of its requests tells, whichever model it was for.
        var latest = targets.MaxBy(static facts => facts.LastUsed);
        if (latest is { LastErrorAt: { } failedAt } && IsItsFault(latest.LastError) && (latest.OpenUntil is not null || (failedAt >= latest.LastUsed && now - failedAt < Recent)))
        {
            return (Error, $"Its latest request failed: {latest.LastError.Code()}.");
        }

        if (sighting is { Problem: { } problem })
        {
            return (Error, problem);
        }

        return (underWay > 0 || now - latest?.LastUsed < Recent ? Active : Available, null);
    }

    /// <summary>False for what the client did.</summary>
    private static bool IsItsFault(ErrorKind kind) => kind is
        ErrorKind.InvalidCredentials or ErrorKind.RateLimited or ErrorKind.QuotaExceeded or ErrorKind.NetworkError or ErrorKind.Timeout or ErrorKind.UnexpectedResponse or ErrorKind.Overloaded;
}
