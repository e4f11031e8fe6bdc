namespace Weir.Commands.Doctor;

/// <summary>The data folder is the user's alone, and can be written to.</summary>
internal sealed class DataFolderCheck : IDoctorCheck
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public string Name => "data";

    public Task<IReadOnlyList<Finding>> LookAsync(DoctorVisit visit, CancellationToken cancellationToken)
    {
        var folder = visit.Settings.DataFolder;
        if (!Directory.Exists(folder))
        {
            return Task.FromResult<IReadOnlyList<Finding>>([new(Name, FindingResult.Ok, $"{folder} does not exist yet: the first start makes it.")]);
        }

        var findings = new List<Finding>();
        if (!OperatingSystem.IsWindows())
        {
            IEnumerable<FileSystemInfo> entries = [new DirectoryInfo(folder), .. new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)];
            findings.AddRange(entries.Where(entry => (entry.UnixFileMode & Others) != 0 && entry.Exists).Select(entry => new Finding(
                Name,
                FindingResult.Failed,
                $"Other users may open {entry.FullName}.",
                $"chmod {(entry is DirectoryInfo ? "700" : "600")} '{entry.FullName.Replace("'", "'\\''", StringComparison.Ordinal)}'")));
        }

        if (findings.Count == 0)
        {
            findings.Add(new(Name, FindingResult.Ok, $"{folder} is open to you alone."));
        }

        return Task.FromResult<IReadOnlyList<Finding>>(findings);
    }
}
