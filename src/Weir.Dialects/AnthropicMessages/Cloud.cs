namespace Weir.Dialects.AnthropicMessages;

/// <summary>How the dialect differs behind a cloud, which names the model in the address and a version in the body.</summary>
/// <param name="Version">The <c>anthropic_version</c>.</param>
internal sealed record Cloud(string Version)
{
    public static Cloud Vertex { get; } = new("vertex-2023-10-16") { TakesStream = true, CountNamesModel = true };

    public static Cloud Bedrock { get; } = new("bedrock-2023-05-31");

    /// <summary>The body may say that a stream is wanted.</summary>
    public bool TakesStream { get; init; }

    /// <summary>The address of token counts is that of no model: the body names it.</summary>
    public bool CountNamesModel { get; init; }
}
