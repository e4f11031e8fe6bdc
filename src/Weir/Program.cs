using Weir.Gateway.Hosting;

await GatewayServer.RunAsync(
    new ServeOptions
    {
        DataFolder = Environment.GetEnvironmentVariable("WEIR_DATA") ?? "/tmp/weir-data",
        ConfigPath = Environment.GetEnvironmentVariable("WEIR_CONFIG") ?? "weir.yaml",
        Urls = Environment.GetEnvironmentVariable("WEIR_URLS"),
        Environment = Environment.GetEnvironmentVariable,
        Say = line => Console.Out.WriteLine((object)line),
        Version = "0.1.0",
    },
    CancellationToken.None);
return 0;
