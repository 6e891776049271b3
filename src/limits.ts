/** Every bound in one place: nothing in Hostler grows without one. Sizes are bytes, times milliseconds unless the name says otherwise. */
const KiB = 1024;
const MiB = 1024 * KiB;
const GiB = 1024 * MiB;

export const limits = {
  /** Body of a JSON, Query or XML control request. */
  controlBodyBytes: 4 * MiB,
  /** Nesting of JSON and XML bodies. */
  bodyDepth: 64,
  /** Body of InvokeEndpoint, both ways (AWS states 25 MB since 2025; the model still says 6 MiB). */
  invocationBodyBytes: 25 * MiB,
  /** A container must answer within this time (AWS: 60 s). */
  invocationMs: 60_000,
  /** The framed link between router and native instances. What both sides must agree on is part of its version; see docs/link.md. */
  link: {
    /** Agreed: payload of one frame, all header fields of one head, the number of them, and a sentence that says what went wrong. */
    frameBytes: 128 * KiB,
    headBytes: 16 * KiB,
    headFields: 64,
    sentenceBytes: KiB,
    /** Agreed: body bytes of one request, and of one answer, that may be sent before the other side grants more. */
    windowBytes: 128 * KiB,
    /** A body up to this goes into one frame with its head; a longer one is sent in pieces of this size. */
    pieceBytes: 64 * KiB,
    /** Requests in flight on one connection; further ones are refused before they begin. */
    requests: 4_000,
    /** Request bodies longer than a window that an instance holds at once, over all connections; further ones wait for their turn. */
    longBodyBytes: 256 * MiB,
    /** Bytes that wait for a peer which does not read: beyond it a router gives the instance no more, and an instance cuts the router off. */
    backlogBytes: 64 * MiB,
    /** What is handed to a socket before the next bytes wait for it to drain. */
    socketBytes: MiB,
    /** Connections to a model server that listens on TCP: of routers, and of those who never show who they are. */
    connections: 1_000,
    /** Time to connect and agree on a version. */
    connectMs: 1_000,
    /** How late the end of a request's time may be noticed: one timer looks after all of them. */
    sweepMs: 25,
    /** An instance that stops closes an idle connection which its router has not closed after this time. */
    awayMs: 2_000,
  },
  /** Requests a native server works on at once; further ones wait in order, and can be cancelled or grow too old meanwhile. */
  modelConcurrency: 64,
  /** A native server looks for new requests and cancellations at least this often while requests wait, if its model lets it. */
  modelTurnMs: 5,
  /** Batching: the longest wait for further requests, most requests of one evaluation, and all their bodies; a longer one is evaluated alone. */
  batchWindowMs: 1_000,
  batchRequests: 256,
  batchBytes: MiB,
  /** Invocations one instance may be working on, whatever is declared or found out (`core/concurrency-limit.ts`). */
  inFlightPerInstance: 1000,
  /** Invocations that wait in a router for an instance with room. */
  admissionQueue: {
    /** Of one variant, whatever `core/queue-bounds.ts` would let wait. */
    requests: 4_000,
    bytes: 64 * MiB,
    /** Of all of them. */
    allRequests: 20_000,
    allBytes: 256 * MiB,
    /** How late the end of a request's patience may be noticed while nothing else happens. */
    lookMs: 50,
    /** How long a request waits for room in the fleet that was drawn for it while another has room. */
    fleetMs: 100,
  },
  /** A model server told to stop answers what is in flight within this time (AWS kills containers after 30 s). */
  modelStopMs: 28_000,
  /** One object, as on S3. */
  objectBytes: 5 * 1024 ** 4,
  /** An object's key, in UTF-8. */
  objectKeyBytes: 1024,
  /** User metadata of one object, names and values together (S3: 2 KB). */
  objectMetadataBytes: 2 * KiB,
  /** Parts of one multipart upload, and the least size of each but the last. */
  uploadParts: 10_000,
  uploadPartBytes: 5 * MiB,
  /** Multipart uploads in progress in one bucket, and how long one may stay unfinished before it is aborted. */
  uploadsPerBucket: 10_000,
  uploadMs: 7 * 24 * 60 * 60 * 1000,
  buckets: 1000,
  /** Entries of one page of a listing, and keys of one DeleteObjects. */
  objectPage: 1000,
  /** Unpacking of a model archive. */
  artifact: {
    /** Entries, and the files and directories they make. */
    entries: 10_000,
    expandedBytes: 20 * GiB,
    /** A gzip stream may expand this many times its size ... */
    expansionRatio: 200,
    /** ... and always to this much: small models of mostly zeros compress 1000:1. */
    freeExpansionBytes: 256 * MiB,
    /** One name; what Linux file systems and AWS allow. */
    nameBytes: 255,
    /** All the names of a path; leaves room below PATH_MAX for the directory it goes to. */
    pathBytes: 3072,
    extractMs: 3_600_000,
    heapMiB: 128,
  },
  /** `/ping` must answer within this time (AWS: 2 s). */
  pingTimeoutMs: 2_000,
  /** Between two pings of a healthy instance, and of one that just failed a ping. */
  pingIntervalMs: 2_000,
  pingRetryMs: 500,
  /** An instance's log file is moved aside beyond this size. */
  instanceLogBytes: 16 * MiB,
  /** Log files kept of one variant: those of its latest instances. */
  logsPerVariant: 100,
  /** What AWS counts for a log event besides its message. */
  logEventOverheadBytes: 26,
  /** All log events kept together, with that overhead; beyond it the oldest of the largest stream go. */
  logStoreBytes: GiB,
  logGroups: 10_000,
  logStreamsPerGroup: 10_000,
  /** How often the output of instances is looked at, and how much of a file at once; a longer line becomes several events. */
  logSweepMs: 1_000,
  logPieceBytes: 256 * KiB,
  /** One log event, and one PutLogEvents or answer of GetLogEvents (AWS: 1 MiB each). */
  logEventBytes: MiB,
  logBatchBytes: MiB,
  /** Log events that one FilterLogEvents looks at before it answers with what it found and a token. */
  logFilterEvents: 20_000,
  logFilterBytes: 8 * MiB,
  /** Log events removed at once, so that a removal does not hold up other work. */
  logRemovals: 5_000,
  /** Log of a role process. */
  roleLogBytes: 64 * MiB,
  /** Images registered with a command of the user. */
  images: 1000,
  /** Sentences of the event log kept for one endpoint. */
  eventsPerEndpoint: 1000,
  metrics: {
    /** Metrics kept, each unit of one counted by itself; the samples of further ones are dropped. */
    series: 20_000,
    /** How long data is kept second by second, in memory, and minute by minute, on disk. */
    fineMs: 15 * 60_000,
    minutesMs: 15 * 24 * 60 * 60_000,
    /** Memory of either kind, in buckets of histograms (about 40 bytes each). */
    fineBuckets: 2_000_000,
    pendingBuckets: 1_000_000,
    /** Beyond this the oldest minutes go sooner. */
    fileBytes: 4 * GiB,
    /** Samples may be this far in the future (AWS: 2 hours), and this old (AWS: two weeks). */
    futureMs: 2 * 60 * 60_000,
    pastMs: 14 * 24 * 60 * 60_000,
    /** Points of one GetMetricData, and of one GetMetricStatistics. */
    dataPoints: 100_800,
    statisticPoints: 1440,
    /** Points one GetMetricData may read on all its pages, and points its expressions may make on their way. */
    queryPoints: 2_000_000,
    mathPoints: 5_000_000,
    /** Metrics of one page of ListMetrics. */
    listPage: 500,
  },
  /** Alarms of one region (AWS: 5,000). */
  alarms: 5000,
  /** Events kept of alarms, over all of them, and how long (AWS: 30 days). */
  alarmEvents: 100_000,
  alarmEventMs: 30 * 24 * 60 * 60 * 1000,
  /** Variants shown to Prometheus, those that had a request last. */
  prometheusVariants: 1000,
  /** Receipts kept of one endpoint, and of all there are and were. */
  receiptsPerEndpoint: 50,
  receipts: 2_000,
  /** Instances over all endpoints of one host. */
  instancesPerHost: 200,

  // Signatures and the wire (src/api).
  /** How far the time of a signature may be from ours (AWS: 15 minutes). */
  clockSkewMs: 15 * 60_000,
  /** The longest life of a presigned request, in seconds (AWS: a week). */
  presignedSeconds: 604_800,
  /** Derived signing keys kept: one per access key, day, region and service. */
  signingKeys: 1000,
  /** The head of one chunk of an aws-chunked body: its size and signature. */
  chunkHeaderBytes: 1024,
  /** All trailing headers of an aws-chunked body. */
  chunkTrailerBytes: 16 * KiB,
  /** All headers of a request together. */
  headerBytes: 16 * KiB,
  /** Connections of clients that one router has open; further ones are closed at once. */
  clientConnections: 20_000,
  /** Connections that the system holds until they are accepted, as far as it lets us; what comes then has to knock again, a second later. */
  listenBacklog: 4096,
  /** Head and body of an invocation that the strict lane reads by itself, and its headers; larger ones are read by `node:http`. */
  strictHeadBytes: 8 * KiB,
  strictBodyBytes: 256 * KiB,
  strictHeaders: 64,
  /** Time a client has to begin a TLS handshake, and again to end it; the connection is one of the clients' meanwhile. */
  handshakeMs: 10_000,
  /** How often a router looks whether the files of its certificate have changed. */
  certificateLookMs: 5_000,
  /** Time a client has to send the head of a request. */
  requestHeadMs: 60_000,
  /** Time it has to send a body that is read whole: 25 MiB at 1.7 Mbit/s. Uploads of objects may take as long as bytes move. */
  requestBodyMs: 120_000,
  /** Bodies of invocations that one router reads, keeps and sends at the same time. */
  heldBodyBytes: 512 * MiB,
  /** Invocations of one connection at once: `node:http` reads what is pipelined, the strict lane takes one after the other. */
  invocationsPerConnection: 16,
  /** Time a client has to take an answer to an invocation, and what all those that it and others have not taken may add up to. */
  unreadAnswerMs: 300_000,
  unreadAnswerBytes: 512 * MiB,
  /** Time a client may leave a connection idle in the middle of a request or an answer. */
  requestIdleMs: 120_000,
  /** How long a connection that was ended waits for the client to end it too. */
  lingerMs: 5_000,
  /** What is still read of the body of a refused request, so that the client sees the answer instead of a reset. */
  refusedBodyBytes: 8 * MiB,
  /** A model file; those that are read whole Node cannot read at once if they are larger. */
  modelFileBytes: 2 * GiB - 1,
  /** What is in memory of a model file that is read piece by piece. */
  modelWindowBytes: 64 * KiB,
  /** Lists and objects of one JSON or UBJSON document, and steps of one pickle: a model of 100,000 trees needs under 2 million. */
  documentContainers: 4_000_000,
  pickleSteps: 10_000_000,
  /** Features of an XGBoost model; a row is spread over this many float32 cells. */
  xgboostFeatures: 2 ** 24,
  /** Memory of the kernels that lead blocks of rows through the trees of a model; larger models are walked without them: laying them out would hold up requests. */
  treeKernelBytes: 2 ** 24,
  /** Cells of a row, for the same. */
  treeKernelCells: 4096,
  /** Memory in which the trees of a model are copied for rows that come alone; larger ones are walked as they are. */
  loneRowBytes: 2 ** 25,
  /** A copy of a matrix of fastText for its kernels; larger ones are read in place. */
  vectorKernelBytes: 2 ** 30,
  /** Bits of all category sets of an XGBoost model, in 32-bit words. */
  xgboostCategoryWords: 2 ** 24,
  /** Cells of one CSV table in float64, cells that short rows lack included; any full table of a body fits. */
  tabularCells: 2 ** 25,
  /** Files of an archive that are looked into to recognise a model, how much of each, and of a script beside them. */
  sniffedFiles: 100,
  sniffedBytes: 4 * KiB,
  sniffedScriptBytes: 64 * KiB,
  /** Words or characters of one n-gram of a fastText model. */
  ngramLength: 1000,
  /** Numbers of a word vector in a text file. */
  vectorNumbers: 100_000,
  /** Columns of the rows of a CatBoost model. */
  catboostColumns: 2 ** 22,
  /** Features of a LightGBM model. */
  lightgbmFeatures: 2 ** 22,
  /** What is looked at of a line of a LightGBM text model to find its key. */
  lightgbmKeyBytes: 64,
  /** Bits of all category sets of a LightGBM model, in 32-bit words. */
  lightgbmCategoryWords: 2 ** 24,
  /** Names in a pickle; and texts that are longer stay in its file. */
  pickledNameBytes: 1000,
  pickledTextBytes: 64 * KiB,
  /** Reading a model to describe it, and the description. */
  describeMs: 120_000,
  descriptionBytes: MiB,
  /** Arrays of one MXNet parameter file, and members of one zip around it: the algorithms write a dozen. */
  modelArrays: 10_000,
  zipMembers: 100,
  /** Neighbours that a k-NN model looks for. */
  neighbours: 10_000,
  /** Additions of one request where a row is much work (k-NN: vectors times dimensions): about 30 s. */
  requestSteps: 2 ** 35,
  /** Numbers of a sparse array of a model once it is spread out (256 MiB): such files are small on disk. */
  sparseModelCells: 2 ** 26,
  /** Numbers in the answer to one request: more would not fit into a body. */
  predictionValues: 4_000_000,
  /** Rows times features of one request to XGBoost, missing cells included: sparse rows are small in the body and wide in the model. */
  predictionCells: 2 ** 31,
} as const;
