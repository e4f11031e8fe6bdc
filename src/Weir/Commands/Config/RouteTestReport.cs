namespace Weir.Commands.Config;

/// <summary>How the tests of a file went.</summary>
internal sealed record RouteTestReport(string File, string? Config, int Passed, int Failed, IReadOnlyList<RouteTestResult> Tests);

/// <summary>How one test went.</summary>
internal sealed record RouteTestResult
{
    public bool Ok { get; init; }

    /// <summary>Where the test stands, from 1.</summary>
    public required int Line { get; init; }

    public string? Model { get; init; }

    public string? Key { get; init; }

    /// <summary>Null where an error is expected.</summary>
    public IReadOnlyList<string>? Expected { get; init; }

    public string? ExpectedError { get; init; }

    /// <summary>The targets that would be asked, in order.</summary>
    public IReadOnlyList<string> Got { get; init; } = [];

    public string? GotError { get; init; }

    /// <summary>The error in words.</summary>
    public string? Message { get; init; }

    /// <summary>Targets that would be passed over, each with the reason.</summary>
    public IReadOnlyList<string> Skipped { get; init; } = [];
}
