using System.Text.Json;

namespace Weir.Gateway.Admin;

/// <summary>
/// The note that a running gateway leaves in the data folder, <c>run/gateway.json</c>, so that commands of the same user find it and may
/// ask it.
/// </summary>
/// <param name="Url">Where it listens, without a path.</param>
/// <param name="Token">Opens the admin API for as long as the gateway runs.</param>
/// <param name="Pid">Its process.</param>
public sealed record RunningGateway(string Url, string Token, int Pid)
{
    /// <summary>The note's place in a data folder.</summary>
    public static string PathIn(string dataFolder) => Path.Combine(dataFolder, "run", "gateway.json");

    /// <summary>The note; null when there is none, or none that can be read.</summary>
    public static async Task<RunningGateway?> ReadAsync(string dataFolder, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await File.ReadAllBytesAsync(PathIn(dataFolder), cancellationToken);
            return JsonSerializer.Deserialize(bytes, AdminJson.Default.RunningGateway);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Removes the note; one that is already gone is no error.</summary>
    public static void Remove(string dataFolder)
    {
        try
        {
            File.Delete(PathIn(dataFolder));
        }
        catch (DirectoryNotFoundException)
        {
            // Nobody ever wrote one.
        }
    }

    /// <summary>Leaves the note, open to its owner alone, in one step: a reader sees the whole of it or none.</summary>
    public async Task WriteAsync(string dataFolder, CancellationToken cancellationToken)
    {
        var path = PathIn(dataFolder);
        CreateFolder(Path.GetDirectoryName(path)!);
        var next = path + ".next";
        File.Delete(next);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var file = new FileStream(next, options))
        {
            await JsonSerializer.SerializeAsync(file, this, AdminJson.Default.RunningGateway, cancellationToken);
        }

        File.Move(next, path, overwrite: true);
    }

    /// <summary>Names the place, never the token.</summary>
    public override string ToString() => $"{Url} (process {Pid})";

    private static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
