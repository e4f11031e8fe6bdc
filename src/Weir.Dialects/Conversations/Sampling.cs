namespace Weir.Dialects.Conversations;

/// <summary>How tokens are drawn. Null is the model's default. Ranges are the dialects' own; nothing is clamped or rescaled.</summary>
public sealed record Sampling
{
    /// <summary>Nothing said.</summary>
    public static Sampling Default { get; } = new();

    /// <summary>0 to 2 (Anthropic: 0 to 1).</summary>
    public double? Temperature { get; init; }

    /// <summary>0 to 1.</summary>
    public double? TopP { get; init; }

    public int? TopK { get; init; }

    /// <summary>-2 to 2.</summary>
    public double? FrequencyPenalty { get; init; }

    /// <summary>-2 to 2.</summary>
    public double? PresencePenalty { get; init; }

    public long? Seed { get; init; }

    /// <summary>Texts that end the answer.</summary>
    public IReadOnlyList<string> Stop { get; init; } = [];

    /// <summary>True asks for the log probabilities of the answer's tokens.</summary>
    public bool? LogProbs { get; init; }

    /// <summary>How many alternatives per token to tell, 0 to 20.</summary>
    public int? TopLogProbs { get; init; }
}
