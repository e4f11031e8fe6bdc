namespace Weir.Gateway.Money;

/// <summary>What a body says of what it may cost. Counts are upper bounds: no token is shorter than a byte.</summary>
internal sealed record RequestSize
{
    /// <summary>Nothing that a provider bills is known to be larger than a body without media.</summary>
    public static RequestSize Empty { get; } = new();

    /// <summary>Bytes of the body without its media.</summary>
    public long TextBytes { get; init; }

    /// <summary>Pictures, inside the body or named by it.</summary>
    public int Pictures { get; init; }

    /// <summary>Tokens that files and recordings inside the body make at most.</summary>
    public long FileTokens { get; init; }

    /// <summary>A mode that the client asks for and providers bill above their list, as it stands in the body; null where it asks for none.</summary>
    public string? DearService { get; init; }

    /// <summary>True when there may be audio among the media.</summary>
    public bool HasAudio { get; init; }

    /// <summary>True when the provider adds to the prompt what is not in the body: a conversation or a file that it keeps, or what its own tools find.</summary>
    public bool HasHiddenInput { get; init; }

    /// <summary>True when the answer may be spoken.</summary>
    public bool MayAnswerAudio { get; init; }

    /// <summary>True when it may ask that its prompt be kept in the provider's cache for an hour.</summary>
    public bool MayWriteForAnHour { get; init; }

    /// <summary>The largest of the client's limits on output tokens; null when it set none.</summary>
    public long? Limit { get; init; }

    /// <summary>The members at the top of the body that set it.</summary>
    public IReadOnlyList<string> LimitMembers { get; init; } = [];

    /// <summary>Answers that are made: the larger of <c>n</c> and <c>best_of</c>, for each prompt.</summary>
    public int Choices { get; init; } = 1;
}
