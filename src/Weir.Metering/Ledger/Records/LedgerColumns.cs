namespace Weir.Metering.Ledger.Records;

/// <summary>
/// The columns of the ledger's tables in the order of a record's values. A record may have fewer values, when an older Weir wrote it: new
/// columns go to the end and may be null.
/// </summary>
internal static class LedgerColumns
{
    public static readonly string[] Requests =
    [
        "id", "time", "key_id", "user", "connection", "provider", "model_asked", "model_answered", "dialect", "operation", "streamed",
        "input", "cached_read", "cached_write", "input_audio", "output", "reasoning", "output_audio", "estimated", "cost_nano",
        "price_version", "status", "error", "ttfb_us", "duration_us", "tags", "run_id", "attempts",
        "answered_by", "snapshot", "notes", "team", "saved_nano",
    ];

    /// <summary>Without <c>request_id</c> and <c>number</c>, which the record's order says.</summary>
    public static readonly string[] Attempts =
    [
        "connection", "model", "started_us", "ttfb_us", "duration_us", "status", "error", "detail", "input", "cached_read",
        "cached_write", "input_audio", "output", "reasoning", "output_audio", "estimated", "cost_nano", "price_version",
        "upstream_id",
    ];
}
