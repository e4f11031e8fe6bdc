using Weir.Dialects.Bodies;

namespace Weir.Dialects.OpenAiChat;

/// <summary>What Weir needs to know of an OpenAI-shaped request body, found in one pass; the body itself stays bytes.</summary>
public readonly record struct RequestFacts
{
    /// <summary>The value of <c>model</c>.</summary>
    public required string Model { get; init; }

    /// <summary>Where the JSON string of <c>model</c> stands, quotes included.</summary>
    public required int ModelOffset { get; init; }

    public required int ModelLength { get; init; }

    /// <summary><c>stream: true</c>.</summary>
    public bool Stream { get; init; }

    /// <summary><c>background: true</c>: the answer goes on without the call.</summary>
    public bool Background { get; init; }

    /// <summary><c>stream_options.include_usage: true</c>: the client wants the usage chunk.</summary>
    public bool WantsStreamUsage { get; init; }

    /// <summary>The change that asks the upstream for stream usage; null when the client asked itself.</summary>
    public Splice? AskForUsage { get; init; }

    /// <summary>Bytes of text in the request: string values, media left out. For token estimates.</summary>
    public long TextBytes { get; init; }

    /// <summary>Media parts given as data URLs. For token estimates.</summary>
    public int MediaParts { get; init; }
}
