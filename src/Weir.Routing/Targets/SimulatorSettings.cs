namespace Weir.Routing.Targets;

/// <summary>How the simulator behaves. All rates are probabilities from 0 to 1, drawn per request.</summary>
public sealed record SimulatorSettings
{
    public static SimulatorSettings Default { get; } = new();

    /// <summary>Wait before the first byte.</summary>
    public TimeSpan FirstByteDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Speed of the stream; 0 = as fast as it goes.</summary>
    public double TokensPerSecond { get; init; } = 100;

    /// <summary>Tokens that model <c>lorem</c> writes when the request sets no limit.</summary>
    public int LoremTokens { get; init; } = 200;

    /// <summary>Share of requests answered 429 with <c>retry-after: 1</c>.</summary>
    public double RateLimitRate { get; init; }

    /// <summary>Share of requests answered 500.</summary>
    public double ErrorRate { get; init; }

    /// <summary>Share of streams cut half-way.</summary>
    public double CutRate { get; init; }
}
