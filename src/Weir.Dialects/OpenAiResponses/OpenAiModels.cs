namespace Weir.Dialects.OpenAiResponses;

/// <summary>What OpenAI's families refuse, by their names.</summary>
internal static class OpenAiModels
{
    /// <summary>True for models that answer 400 to temperature and its kin.</summary>
    public static bool RefusesSampling(string model)
    {
        var name = model[(model.LastIndexOf('/') + 1)..];
        return (name.StartsWith("gpt-5", StringComparison.OrdinalIgnoreCase) && !name.Contains("-chat", StringComparison.OrdinalIgnoreCase)) ||
            (name.Length > 1 && name[0] is 'o' or 'O' && char.IsAsciiDigit(name[1]));
    }

    /// <summary>True for families that have an effort of <c>none</c>: GPT-5.1 and after.</summary>
    public static bool CanStopReasoning(string model)
    {
        var name = model[(model.LastIndexOf('/') + 1)..];
        return name.StartsWith("gpt-5.", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("gpt-5.0", StringComparison.OrdinalIgnoreCase);
    }
}
