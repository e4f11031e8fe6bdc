using System.Text.Json;
using Weir.Gateway.Security;
using Weir.Storage.Folders;

namespace Weir.Gateway.Hosting;

/// <summary>The file <c>run/gateway.json</c> in the data folder, by which the command line finds the gateway that runs on it. Gone when the gateway is.</summary>
internal sealed class RunFile : IDisposable
{
    private readonly string _path;

    private RunFile(string path)
    {
        _path = path;
    }

    public static RunFile Write(DataFolder folder, string url, LocalAdminToken token)
    {
        var path = Path.Combine(folder.OpenSubfolder("run"), "gateway.json");
        using var stream = PrivateFile.Open(path, FileMode.Create, FileShare.Read);
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("url", url);
        json.WriteString("token", token.Value);
        json.WriteNumber("pid", Environment.ProcessId);
        json.WriteEndObject();
        return new RunFile(path);
    }

    public void Dispose() => File.Delete(_path);
}
