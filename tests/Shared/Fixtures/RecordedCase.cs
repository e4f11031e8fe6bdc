namespace Weir.TestKit.Fixtures;

/// <summary>One recorded exchange with a provider.</summary>
internal sealed record RecordedCase
{
    /// <summary><c>dialect/case</c>.</summary>
    public required string Name { get; init; }

    public required int Status { get; init; }

    public required bool IsStream { get; init; }

    /// <summary>The model of the recorded request; a stand-in where none was named.</summary>
    public required string Model { get; init; }

    /// <summary>The path of the recorded request with its query, where Gemini and Bedrock name the model.</summary>
    public required string Path { get; init; }

    /// <summary>The host of the recorded request.</summary>
    public required string Host { get; init; }

    /// <summary>The request's body as recorded; null when there was none or it was not published.</summary>
    public required byte[]? Request { get; init; }

    /// <summary>The answer's bytes as they were on the wire.</summary>
    public required byte[] Response { get; init; }

    /// <summary>The answer's headers, content type included.</summary>
    public required IReadOnlyDictionary<string, string> ResponseHeaders { get; init; }

    public override string ToString() => Name;
}
