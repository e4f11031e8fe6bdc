namespace Weir.Catalog;

/// <summary>What a model can do, by models.dev's words.</summary>
[Flags]
public enum ModelCapabilities
{
    None = 0,
    Attachment = 1,
    Reasoning = 2,
    ToolCall = 4,
    StructuredOutput = 8,
    Temperature = 16,
    OpenWeights = 32,
}
