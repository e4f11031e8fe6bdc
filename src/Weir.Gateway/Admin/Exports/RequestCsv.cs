using System.Globalization;

namespace Weir.Gateway.Admin.Exports;

/// <summary>Requests as comma-separated values, one row a request.</summary>
public static class RequestCsv
{
    /// <summary>The names of the columns.</summary>
    public const string Header =
        "id,time,key,user,team,connection,provider,model_asked,model_answered,dialect,operation,streamed,status,error,input,cached_read,cached_write,output,reasoning,"
        + "estimated,cost_usd,saved_usd,price_version,first_byte_ms,duration_ms,tags,run,answered_by,attempts";

    /// <summary>One request, without the line's end.</summary>
    public static string Line(RequestEntry request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return string.Join(
            ',',
            CsvField.Of(request.Id),
            request.Time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
            CsvField.Of(request.Key),
            CsvField.Of(request.User),
            CsvField.Of(request.Team),
            CsvField.Of(request.Connection),
            CsvField.Of(request.Provider),
            CsvField.Of(request.ModelAsked),
            CsvField.Of(request.ModelAnswered),
            CsvField.Of(request.Dialect),
            CsvField.Of(request.Operation),
            request.Streamed ? "true" : "false",
            Number(request.Status),
            CsvField.Of(request.Error),
            Number(request.Usage.Input),
            Number(request.Usage.CachedRead),
            Number(request.Usage.CachedWrite),
            Number(request.Usage.Output),
            Number(request.Usage.Reasoning),
            request.Estimated ? "true" : "false",
            request.CostUsd?.ToString("0.#########", CultureInfo.InvariantCulture) ?? "",
            request.SavedUsd?.ToString("0.#########", CultureInfo.InvariantCulture) ?? "",
            CsvField.Of(request.PriceVersion),
            request.TtfbMs?.ToString("0.###", CultureInfo.InvariantCulture) ?? "",
            request.DurationMs.ToString("0.###", CultureInfo.InvariantCulture),
            CsvField.Of(request.Tags),
            CsvField.Of(request.RunId),
            CsvField.Of(request.AnsweredBy),
            Number(request.AttemptCount));
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
