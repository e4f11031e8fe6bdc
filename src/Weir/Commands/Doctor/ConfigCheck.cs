using Weir.Words;

namespace Weir.Commands.Doctor;

internal sealed class ConfigCheck : IDoctorCheck
{
    public string Name => "config";

    public async Task<IReadOnlyList<Finding>> LookAsync(DoctorVisit visit, CancellationToken cancellationToken)
    {
        if (visit.Settings.ConfigFile is not { } file)
        {
            return [new(Name, FindingResult.Ok, "No weir.yaml: providers are found in the environment.")];
        }

        var notes = await visit.Context.Config.Validate(file, cancellationToken);
        return notes.Count == 0
            ? [new(Name, FindingResult.Ok, $"{file} is valid.")]
            : [.. notes.Select(note => new Finding(
                Name,
                note.IsError() ? FindingResult.Failed : FindingResult.Warning,
                ConfigWords.Text(note with { Suggestion = null }),
                note.Suggestion ?? $"Correct line {note.Line}."))];
    }
}
