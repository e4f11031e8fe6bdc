using Weir.Dialects.Errors;
using Weir.Routing.Configuration.Values;
using Weir.Routing.Routes;

namespace Weir.Routing.Configuration.Building;

/// <summary>The rules that chains and other names have in common.</summary>
internal static class PolicyBuilder
{
    private static readonly ErrorKind[] Moves =
    [
        ErrorKind.RateLimited, ErrorKind.Overloaded, ErrorKind.Timeout, ErrorKind.NetworkError, ErrorKind.QuotaExceeded, ErrorKind.UnexpectedResponse, ErrorKind.InvalidCredentials,
        ErrorKind.ModelNotAvailable,
    ];

    /// <summary>The kinds of failure that may lead to another target, in weir.yaml's words.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [.. Moves.Select(static kind => kind.Code())];

    public static RoutePolicy Build(ConfigBlock block)
    {
        var usual = new RoutePolicy();
        return usual with
        {
            Retries = (int?)block.Integer("retries") ?? usual.Retries,
            MovesOn = block.Texts("move_on") is { } kinds ? Moves.Where(kind => kinds.Contains(kind.Code())).ToHashSet() : usual.MovesOn,
            Deadline = block.Duration("deadline"),
            AsksBeforeSwitching = block.Flag("ask_before_switching") ?? false,
            ContinuesCutAnswers = block.Text("on_cut") == "continue",
        };
    }
}
