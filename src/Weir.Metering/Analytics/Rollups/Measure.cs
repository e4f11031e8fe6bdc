namespace Weir.Metering.Analytics.Rollups;

/// <summary>The numbers that are summed, in the order of <see cref="MeasureColumns"/>.</summary>
internal enum Measure
{
    Requests = 0,
    Failed,
    Input,
    CachedRead,
    CachedWrite,
    InputAudio,
    Output,
    Reasoning,
    OutputAudio,
    Cost,
    Unpriced,
    Estimated,
    CacheHits,
    SavedPrompt,
    SavedAnswer,
}

/// <summary>The columns of the sums' tables.</summary>
internal static class MeasureColumns
{
    /// <summary>The sums' columns, in the order of <see cref="Measure"/>.</summary>
    public static readonly string[] All =
    [
        "requests", "failed", "input", "cached_read", "cached_write", "input_audio", "output", "reasoning", "output_audio", "cost_nano",
        "unpriced", "estimated", "cache_hits", "saved_prompt", "saved_answer",
    ];

    /// <summary>All of them behind one another, each made by <paramref name="form"/>.</summary>
    public static string Join(Func<string, string> form) => string.Join(", ", All.Select(form));
}
