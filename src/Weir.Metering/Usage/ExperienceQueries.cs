using Dapper;
using Microsoft.Data.Sqlite;
using Weir.Storage.Sqlite;

namespace Weir.Metering.Usage;

/// <summary>Reads from the ledger how models did.</summary>
public sealed class ExperienceQueries(Database database)
{
    // What the client called off says nothing of the model.
    private const string Columns =
        """
        SELECT model_answered AS Model, count(*) AS Requests,
          sum(CASE WHEN status < 400 AND error IS NULL THEN 1 ELSE 0 END) AS Answered,
          CAST(avg(CASE WHEN status < 400 AND error IS NULL THEN output END) AS REAL) AS Output,
          CAST(avg(CASE WHEN status < 400 AND error IS NULL THEN cost_nano END) AS REAL) AS CostNano,
          CAST(avg(CASE WHEN status < 400 AND error IS NULL THEN duration_us / 1000.0 END) AS REAL) AS Milliseconds
        FROM requests
        WHERE time >= @Since AND model_answered IS NOT NULL AND status <> 499
        """;

    /// <summary>By model, for requests that came in since then.</summary>
    /// <param name="since">From when on.</param>
    /// <param name="tag">Only those with this among their <c>x-weir-tags</c>, e.g. <c>task=coding</c>; null = all.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Storage.StorageException">The database can't be read.</exception>
    public async Task<IReadOnlyDictionary<string, ModelExperience>> ReadAsync(DateTimeOffset since, string? tag, CancellationToken cancellationToken)
    {
        var tagged = tag is null ? "" : """ AND ',' || replace(tags, ' ', '') || ',' LIKE '%,' || @Tag || ',%' ESCAPE '\'""";
        var parameters = new { Since = since.ToUnixTimeMilliseconds(), Tag = tag?.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal) };
        await using var connection = await database.OpenAsync(cancellationToken);
        try
        {
            var rows = await connection.QueryAsync<Row>(new CommandDefinition($"{Columns}{tagged} GROUP BY model_answered", parameters, cancellationToken: cancellationToken));
            return rows.ToDictionary(
                static row => row.Model,
                static row => new ModelExperience(row.Model, row.Requests, row.Answered, row.Output ?? 0, row.CostNano, row.Milliseconds ?? 0),
                StringComparer.Ordinal);
        }
        catch (SqliteException exception)
        {
            throw database.Explain(exception);
        }
    }

    private sealed class Row
    {
        public string Model { get; init; } = "";

        public long Requests { get; init; }

        public long Answered { get; init; }

        public double? Output { get; init; }

        public double? CostNano { get; init; }

        public double? Milliseconds { get; init; }
    }
}
