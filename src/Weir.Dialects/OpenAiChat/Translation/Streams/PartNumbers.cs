namespace Weir.Dialects.OpenAiChat.Translation.Streams;

/// <summary>Counts the parts of one choice.</summary>
internal sealed class PartNumbers
{
    private int _next;

    public int Next() => _next++;
}
