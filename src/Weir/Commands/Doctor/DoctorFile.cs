using System.Text.Json;
using Weir.Gateway.Admin;
using Weir.Invocation;

namespace Weir.Commands.Doctor;

/// <summary>A report to send to somebody who helps: the diagnostics of the admin API, and which checks failed.</summary>
internal static class DoctorFile
{
    /// <summary>Writes a new file, open to its owner alone. What checks say in words may name people and paths, so only their names and results are in it.</summary>
    /// <exception cref="CliException">The file is there already.</exception>
    public static async Task WriteAsync(CommandRun run, string file, IReadOnlyList<Finding> findings, CancellationToken cancellationToken)
    {
        if (File.Exists(file))
        {
            throw new CliException(ExitCodes.Failed, $"{file} is there already, and stays as it is.", "Name another file by --report.");
        }

        var diagnostics = await (await run.AdminAsync(cancellationToken)).DiagnosticsAsync(cancellationToken);
        await using (var stream = new FileStream(file, PrivateFolder.NewFile(FileMode.CreateNew)))
        await using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteStartArray("checks");
            foreach (var finding in findings)
            {
                json.WriteStartObject();
                json.WriteString("check", finding.Check);
                json.WriteString("result", finding.Result.ToString());
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WritePropertyName("diagnostics");
            JsonSerializer.Serialize(json, diagnostics, AdminJson.Default.DiagnosticsReport);
            json.WriteEndObject();
        }

        run.Terminal.Note($"Written to {file}.");
    }
}
