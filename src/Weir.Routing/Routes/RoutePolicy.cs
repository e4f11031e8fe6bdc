using Weir.Dialects.Errors;

namespace Weir.Routing.Routes;

/// <summary>By which rules a route is gone through.</summary>
public sealed record RoutePolicy
{
    /// <summary>The kinds of failure after which another target may do better. A request that is wrong is wrong everywhere.</summary>
    public static IReadOnlySet<ErrorKind> UsualMoves { get; } = new HashSet<ErrorKind>
    {
        ErrorKind.RateLimited, ErrorKind.Overloaded, ErrorKind.Timeout, ErrorKind.NetworkError, ErrorKind.QuotaExceeded, ErrorKind.UnexpectedResponse, ErrorKind.InvalidCredentials,
        ErrorKind.ModelNotAvailable,
    };

    /// <summary>For calls of which nobody knows what a second one would do.</summary>
    public static RoutePolicy OneTry { get; } = new() { Retries = 0, MovesOn = new HashSet<ErrorKind>() };

    /// <summary>Further tries of one target before the next, 0 to 20.</summary>
    public int Retries { get; init; } = 1;

    /// <summary>Failures that lead to the next target.</summary>
    public IReadOnlySet<ErrorKind> MovesOn { get; init; } = UsualMoves;

    /// <summary>How long all tries together may take until an answer begins; null = as long as they take.</summary>
    public TimeSpan? Deadline { get; init; }

    /// <summary>True: the client is asked before another target than the first is used.</summary>
    public bool AsksBeforeSwitching { get; init; }

    /// <summary>True: an answer that is cut off is continued by the next target where its dialect can.</summary>
    public bool ContinuesCutAnswers { get; init; }
}
