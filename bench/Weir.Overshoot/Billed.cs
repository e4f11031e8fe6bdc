namespace Weir.Overshoot;

/// <summary>One line of the stand-in's bill.</summary>
/// <param name="Request">The client's number of the request, as its prompt tells it.</param>
/// <param name="Connection">The first segment of the path it came by.</param>
/// <param name="Input">Input tokens.</param>
/// <param name="Output">Output tokens.</param>
internal sealed record Billed(int Request, string Connection, long Input, long Output)
{
    /// <summary>Nano-dollars per input token: $3 per million.</summary>
    public const long InputPrice = 3_000;

    /// <summary>Nano-dollars per output token: $15 per million.</summary>
    public const long OutputPrice = 15_000;

    public long Nano => (Input * InputPrice) + (Output * OutputPrice);

    public long Tokens => Input + Output;

    /// <summary>True once the usage was sent to its end, and the answer too.</summary>
    public bool IsReported { get; set; }
}
